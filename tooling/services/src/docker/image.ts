import { join } from "node:path";
import { run, succeeds } from "../command.ts";
import type { Kit } from "../part.ts";

/** Whether a Docker engine answers and has an image. */
export function hasImage(image: string, { env }: Kit): Promise<boolean> {
  return succeeds("docker", ["image", "inspect", image], env);
}

/** Has the engine fetch an image that it lacks. False where no engine answers, or where it cannot get the image. */
export async function getImage(image: string, kit: Kit): Promise<boolean> {
  if (!(await succeeds("docker", ["info"], kit.env))) return false;
  if (await hasImage(image, kit)) return true;
  const log = join(await kit.cache.subfolder("logs"), "docker-pull.log");
  try {
    await kit.progress.step(`pulling ${image}`, () => run({ command: "docker", args: ["pull", image], env: kit.env, log }));
    return true;
  } catch {
    kit.progress.note(`the Docker engine cannot get ${image} (${log} says why), so it is taken from the registries`);
    return false;
  }
}
