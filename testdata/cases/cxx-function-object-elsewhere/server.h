#include <functional>

class Server
{
	int listener_;
	std::function<void(int)> fail_, own_, mild_;

      public:
	explicit Server(int listener) : listener_(listener)
	{
	}
	void on_fail(std::function<void(int)> hook);
	void on_own(std::function<void(int)> hook);
	void on_mild(std::function<void(int)> hook);
	int take_failing();
	int take_own();
	int take_mildly();
};
void stop(int error);
void pass(int error);
