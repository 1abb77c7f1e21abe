/// <reference lib="webworker" />
import { layOut, type LayoutRequest } from "./layout.ts";

self.addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => self.postMessage(layOut(data)));
