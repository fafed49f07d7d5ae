// Emscripten's glue comes without types: wasm-codec.ts states the part it uses.
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs';
declare module '@cornerstonejs/codec-charls/decodewasmjs';
declare module '@cornerstonejs/codec-openjph/wasmjs';
// With encoders, for tests.
declare module '@cornerstonejs/codec-charls/wasmjs';
declare module '@cornerstonejs/codec-openjpeg/wasmjs';
