import { randomInt } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'

/** `count` different ports that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0, '127.0.0.1')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

export async function freePort(): Promise<number> {
  const [port] = await freePorts(1)
  return port as number
}

const lowest = 20_000
const highest = 32_767

/** As {@link freePorts}, below those that systems give to outgoing connections; Temporal's tables know no higher ones. */
export async function freeLowPorts(count: number): Promise<number[]> {
  const found = new Set<number>()
  while (found.size < count) {
    const port = randomInt(lowest, highest + 1)
    if (!found.has(port) && (await isPortFree(port))) found.add(port)
  }
  return [...found]
}

/** Whether we could listen on this port of the loopback interface and of all interfaces. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', undefined]) {
    try {
      const server = await listen(port, host)
      await new Promise((resolve) => server.close(resolve))
    } catch {
      return false
    }
  }
  return true
}

function listen(port: number, host?: string) {
  return new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, ...(host && { host }), exclusive: true }, () => resolve(server))
  })
}
