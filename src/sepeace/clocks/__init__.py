"""The clocks that run the kernel: plain, compiled, SimPy; twins, cache, and the choice between them."""
