// Loaded into the web server: without the start script nothing would stop it, and its port would stay taken.
process.on('disconnect', () => process.exit(1));
