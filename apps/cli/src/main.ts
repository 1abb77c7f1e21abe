process.stdout.write("› ");
