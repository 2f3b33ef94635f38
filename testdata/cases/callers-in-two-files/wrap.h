int wrap_take(int listener);
