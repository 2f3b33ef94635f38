int take4(int listener);
