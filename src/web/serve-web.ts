import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";

/** Together with the body limits: what strangers may make us hold. */
const connectionsMax = 1_000;
const headersMsMax = 5_000;
const requestMsMax = 10_000;
const idleMsMax = 5_000;

/** How long requests under way have once the server is to end. */
const closeMsMax = 5_000;

export interface WebServer {
  readonly port: number;
  /** Takes no connection any more; resolves when those under way have ended, after 5 s at the latest. */
  close(): Promise<void>;
}

export interface ServeInput {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** 0 for any that is free. */
  readonly port: number;
  readonly hostname?: string;
  /** Of one address; a proxy in front is one address. @default {100} */
  readonly connectionsPerAddressMax?: number;
}

/** Serves HTTP/1.1 with limits on everything that a stranger may take: connections, headers, time. */
export async function serveWeb(input: ServeInput): Promise<WebServer> {
  const limits = {
    headersTimeout: headersMsMax,
    requestTimeout: requestMsMax,
    keepAliveTimeout: idleMsMax,
    connectionsCheckingInterval: 1_000,
  };
  const listener = getRequestListener(input.fetch, { overrideGlobalObjects: false });
  const server = createServer(limits, (request, response) => void listener(request, response));
  server.maxConnections = connectionsMax;
  limitPerAddress(server, input.connectionsPerAddressMax ?? 100);

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(input.port, input.hostname, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), closeMsMax);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function limitPerAddress(server: ReturnType<typeof createServer>, connectionsMaxEach: number): void {
  const connectionsOf = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const count = (connectionsOf.get(address) ?? 0) + 1;
    if (count > connectionsMaxEach) {
      socket.destroy();
      return;
    }
    connectionsOf.set(address, count);
    socket.once("close", () => {
      const left = (connectionsOf.get(address) ?? 1) - 1;
      if (left === 0) connectionsOf.delete(address);
      else connectionsOf.set(address, left);
    });
  });
}
