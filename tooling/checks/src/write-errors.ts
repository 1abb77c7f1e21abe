import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { errorCatalogue } from "@pagefile/core/contracts";
import { errorDocument, renderErrors } from "./error-catalogue.ts";

mkdirSync(dirname(errorDocument), { recursive: true });
writeFileSync(errorDocument, renderErrors(errorCatalogue));
process.stdout.write(`${errorDocument} written\n`);
