import { join } from "node:path";
import { createModel, hasModel, type OllamaModel } from "./ollama-api.ts";
import type { ModelFiles } from "./models.ts";

/** SmolLM2's own format, ChatML. */
const CHAT_TEMPLATE = `
{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
`;

/**
 * The same with tools. A call is written as bare JSON, so that Ollama reads every JSON answer as a call:
 * a request with `tools` and a `format` of that shape then gets one for certain, which this
 * small model would rarely make by itself.
 */
const TOOLS_TEMPLATE = `
{{- if or .System .Tools }}<|im_start|>system
{{ if .System }}{{ .System }}
{{ end }}
{{- if .Tools }}You have these functions:
{{ range .Tools }}{{ json .Function }}
{{ end }}To call one, answer only with JSON: {"name": function name, "parameters": arguments}
{{- end }}<|im_end|>
{{ end }}
{{- range $i, $_ := .Messages }}
{{- $last := eq (len (slice $.Messages $i)) 1 -}}
{{- if eq .Role "user" }}<|im_start|>user
{{ .Content }}<|im_end|>
{{ else if eq .Role "assistant" }}<|im_start|>assistant
{{ if .ToolCalls }}{{ range .ToolCalls }}{"name": "{{ .Function.Name }}", "parameters": {{ json .Function.Arguments }}}{{ end }}
{{- else }}{{ .Content }}{{ end }}{{ if not $last }}<|im_end|>
{{ end }}
{{- else if eq .Role "tool" }}<|im_start|>tool
{{ .Content }}<|im_end|>
{{ end }}
{{- if and (ne .Role "assistant") $last }}<|im_start|>assistant
{{ end }}
{{- end }}
`;

/** One thread: with more, the engine's spinning barriers make it twenty times slower on a shared machine. */
const ONE_THREAD = { num_thread: 1 };
const CHAT_PARAMETERS = { ...ONE_THREAD, temperature: 0, stop: ["<|im_end|>"] };

const MINILM_FILES = [
  "config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "modules.json",
  "1_Pooling/config.json",
  "model.safetensors",
];

/** The models that the tests ask Ollama for. */
export function testModels(files: ModelFiles): readonly OllamaModel[] {
  const chat = { "smollm2.gguf": files.smollm2 };
  const minilm = Object.fromEntries(MINILM_FILES.map((file) => [file, join(files.minilm, file)]));
  return [
    { name: "smollm2", files: chat, template: CHAT_TEMPLATE, parameters: CHAT_PARAMETERS },
    { name: "smollm2-tools", files: chat, template: TOOLS_TEMPLATE, parameters: CHAT_PARAMETERS },
    { name: "minilm", files: minilm, parameters: ONE_THREAD },
  ];
}

/** Creates those of the test models that the server does not have; leaves a model of the same name alone. */
export async function createMissingModels(url: string, files: ModelFiles): Promise<void> {
  for (const model of testModels(files)) {
    if (!(await hasModel(url, model.name))) await createModel(url, model);
  }
}
