import { config } from "zod";

/** Zod tries whether it may make functions from text, which the page's own policy refuses loudly. This must be loaded before anything that builds schemas. */
config({ jitless: true });
