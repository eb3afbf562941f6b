"""The kernel for a browser: its source as WebAssembly, and plans as bytes that it reads."""
