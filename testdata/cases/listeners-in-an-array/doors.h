int front_take(int sock);
int back_take(int sock);
