// Loaded into what the start script starts: without that script nothing would stop it, and its port would stay taken.
process.on('disconnect', () => process.exit(1));
// The channel alone is no reason to go on.
process.channel?.unref();
