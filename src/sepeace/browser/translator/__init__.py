"""From Python functions of the kernel's kind to a module of WebAssembly, by this package alone."""
