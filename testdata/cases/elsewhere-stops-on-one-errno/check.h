void check(int error);
