// Runs the test files that are named behind it, in one process: starting one takes longer than most of them.
for (const name of process.argv.slice(2)) await import(`./${name}`);
