import { type OutputUnit, Validator } from "@cfworker/json-schema";
import { isJsonObject } from "../context/json-object.ts";
import type { JsonObject, ToolSpecification } from "../contracts/index.ts";
import { Mistake } from "./mistake.ts";

const validators = new WeakMap<ToolSpecification, Validator>();

/** Checks arguments against a tool's schema; what is wrong comes back as a sentence that names each fault. */
export function checkArguments(tool: ToolSpecification, input: JsonObject): Mistake | undefined {
  let validator = validators.get(tool);
  if (validator === undefined) {
    validator = new Validator(tool.parameters, "2020-12", false);
    validators.set(tool, validator);
  }
  const { valid, errors } = validator.validate(input);
  if (valid) return undefined;
  const faults = [...new Set(errors.filter(isTelling).map(sentence))].slice(0, 4);
  return new Mistake("ARGUMENTS_INVALID", `The arguments of ${tool.name} do not fit: ${faults.join("; ")}. It takes ${describe(tool)}.`);
}

/** Keywords that only say that something inside them failed. */
const wrappers = new Set(["properties", "items", "false", "anyOf", "oneOf", "allOf", "$ref"]);

function isTelling({ keyword }: OutputUnit): boolean {
  return !wrappers.has(keyword);
}

function sentence({ instanceLocation, keyword, error }: OutputUnit): string {
  const path = instanceLocation.replace(/^#\/?/, "").slice(0, 80);
  const quoted = /"([^"]{0,80})/.exec(error)?.[1] ?? "";
  if (keyword === "required") return `${quoted} is missing${path === "" ? "" : ` in ${path}`}`;
  if (keyword === "additionalProperties") return `${quoted} is not one of its arguments`;
  return `${path}: ${error.slice(0, 160)}`.replace(/\.$/, "");
}

function describe({ parameters }: ToolSpecification): string {
  const properties = parameters["properties"];
  if (!isJsonObject(properties)) return "an object";
  const required = Array.isArray(parameters["required"]) ? parameters["required"] : [];
  const names = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name} (optional)`));
  return names.length === 0 ? "no arguments" : names.join(", ");
}
