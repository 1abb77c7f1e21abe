export { type ReadChunk } from "./chunk-document.ts";
export { type DocumentFile, type Problem, type ReadDocumentOptions } from "./document.ts";
export { documentExtensions, readDocument, type ReadDocument } from "./read-document.ts";
