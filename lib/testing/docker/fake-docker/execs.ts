import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { Refusal } from "./answer";
import type { FakeContainer, FakeContainers } from "./containers";

type Exec = {
  id: string;
  container: FakeContainer;
  argv: string[];
  env: string[];
  running: boolean;
  exitCode: number | null;
  child: ChildProcess | null;
};

/** Returns a frame of Docker's multiplexed stream: stdout is 1, stderr 2. */
export function frame(stream: number, bytes: Buffer | string): Buffer {
  const content = Buffer.from(bytes);
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}

/** Programs that run in a fake container beside its own. */
export class FakeExecs {
  private readonly all = new Map<string, Exec>();

  constructor(private readonly containers: FakeContainers) {}

  create(container: FakeContainer, { Cmd, Env }: { Cmd: string[]; Env?: string[] }): string {
    if (container.status !== "running") throw new Refusal(409, `Container ${container.id} is not running`);
    const id = randomBytes(32).toString("hex");
    this.all.set(id, { id, container, argv: Cmd, env: Env ?? [], running: false, exitCode: null, child: null });
    return id;
  }

  find(id: string): Exec {
    const exec = this.all.get(id);
    if (!exec) throw new Refusal(404, `No such exec instance: ${id}`);
    return exec;
  }

  describe(id: string) {
    const { container, argv, running, exitCode } = this.find(id);
    const [entrypoint, ...rest] = argv;
    return {
      ID: id,
      Running: running,
      ExitCode: exitCode,
      ProcessConfig: { entrypoint, arguments: rest, tty: false },
      ContainerID: container.id,
    };
  }

  /** Runs the program and sends its output in frames, split at arbitrary points. It ends with the container. */
  async start(id: string, response: ServerResponse): Promise<void> {
    const exec = this.find(id);
    const { container, argv } = exec;
    response.writeHead(200, { "content-type": "application/vnd.docker.raw-stream", connection: "close" });
    response.flushHeaders();
    const [program = "", ...args] = argv;
    if (!container.image.programNames.includes(program)) {
      exec.exitCode = 126;
      const reason = `exec: "${program}": executable file not found in $PATH: unknown`;
      response.end(frame(1, `OCI runtime exec failed: exec failed: unable to start container process: ${reason}\r\n`));
      return;
    }
    const child = this.containers.spawn(container, args, exec.env);
    Object.assign(exec, { child, running: true });
    container.execs.add(id);
    const end = () => child.kill("SIGKILL");
    container.child?.once("exit", end);
    const send = (stream: number) => (bytes: Buffer) => {
      const whole = frame(stream, bytes);
      for (let at = 0; at < whole.length; at += 13) response.write(whole.subarray(at, at + 13));
    };
    child.stdout?.on("data", send(1));
    child.stderr?.on("data", send(2));
    const [code] = (await once(child, "close")) as [number | null];
    Object.assign(exec, { running: false, exitCode: code ?? 137 });
    container.execs.delete(id);
    response.end();
  }
}
