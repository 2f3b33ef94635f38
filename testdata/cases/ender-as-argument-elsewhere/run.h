void run(int status, void (*leave)(int));
