// Loaded into what the start script starts: without that script nothing would stop it, and its port would stay taken. JavaScript,
// since a file of TypeScript would leave the compiler of Node in the memory of the site (record 0044).
process.on('disconnect', () => process.exit(1));
// The channel alone is no reason to go on.
process.channel?.unref();
