import { join } from 'node:path'
import { obtainOnce, type Progress } from './cache'
import { goBuild } from './go-build'

/** The server that the pinned CLI carries as well; also named in temporal-build/go.mod and docker-compose.yml. */
export const temporalServerVersion = '1.31.2'

export interface TemporalServerPrograms {
  readonly server: string
  /** Makes and upgrades its tables. */
  readonly sqlTool: string
}

/** Temporal's production server, built once per user. Throws an Error when this machine has no Go. */
export async function obtainTemporalServer(progress: Progress): Promise<TemporalServerPrograms> {
  const folder = await obtainOnce(
    `temporal-server-${temporalServerVersion}`,
    (target) =>
      goBuild({
        what: `the server ${temporalServerVersion}`,
        packages: ['go.temporal.io/server/cmd/server', 'go.temporal.io/server/cmd/tools/sql'],
        target,
        progress,
      }),
    progress,
  )
  return { server: join(folder, 'server'), sqlTool: join(folder, 'sql') }
}
