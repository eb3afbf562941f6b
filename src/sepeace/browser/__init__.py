"""The kernel for a browser: its source translated to WebAssembly, and plans as bytes that it reads."""
