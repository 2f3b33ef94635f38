#pragma once
class Acceptor {
public:
	int take(int listener);

private:
	int take_new(int listener);
};
