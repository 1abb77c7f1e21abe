import { succeeds } from "../command.ts";
import type { Kit, StartOptions } from "../part.ts";
import { freePort, type RunningServer, type ServerSpec, startServer } from "../server.ts";

export interface Container {
  readonly image: string;
  /** Where it listens inside. */
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders of this machine by where they are inside. @default none */
  readonly volumes?: Readonly<Record<string, string>>;
  /** As whom it runs. @default whom the image names */
  readonly user?: string;
  /** What runs in it. @default what the image names */
  readonly command?: readonly string[];
}

/** What `docker` is told so that a container listens on a port of 127.0.0.1 and is gone, data included, when it ends. */
export function dockerRun(container: Container, port: number, name?: string): readonly string[] {
  const { image, port: inside, environment, volumes = {}, user, command = [] } = container;
  return [
    "run",
    "--rm",
    ...(name === undefined ? [] : [`--name=${name}`]),
    ...(user === undefined ? [] : [`--user=${user}`]),
    ...Object.entries(environment).map(([variable, value]) => `--env=${variable}=${value}`),
    ...Object.entries(volumes).map(([place, folder]) => `--volume=${folder}:${place}`),
    `--publish=127.0.0.1:${port}:${inside}`,
    image,
    ...command,
  ];
}

interface ContainerServer extends Pick<ServerSpec, "name" | "ready"> {
  readonly container: Container;
  /** On that port of 127.0.0.1. */
  readonly urlAt: (port: number) => string;
}

/** Starts a container and resolves when the server in it answers. */
export async function startContainer(server: ContainerServer, kit: Kit, options: StartOptions = {}): Promise<RunningServer> {
  const { detached = false, port = await freePort() } = options;
  const { name, ready, container, urlAt } = server;
  const called = `pagefile-${name}-${port}`;
  const docker = { command: "docker", args: dockerRun(container, port, called), env: kit.env };
  // A client that was killed before its container has ended leaves it behind.
  const remove = (): Promise<boolean> => succeeds("docker", ["rm", "--force", "--volumes", called], kit.env);
  try {
    const running = await startServer({ name, ready, url: urlAt(port), ...docker }, kit, detached);
    return { ...running, stop: () => running.stop().then(async () => void (await remove())) };
  } catch (error) {
    await remove();
    throw error;
  }
}
