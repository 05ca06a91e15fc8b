import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { obtainOnce, type Progress } from './cache'
import { downloadWithSdk } from './sdk-download'

const run = promisify(execFile)
/** Of io.temporal:temporal-test-server; the jars and their digests are pinned in test-server/jars.txt. */
export const testServerVersion = '1.35.0'

interface Jar {
  readonly sha256: string
  /** group/artifact/version/file.jar, as in a Maven repository. */
  readonly path: string
}

/**
 * The executable of Temporal's time-skipping test server, made once per user: the SDK's download, or the jars by
 * Maven with a script that starts them. Only tests need it.
 */
export async function obtainTestServer(progress: Progress): Promise<string> {
  const folder = await obtainOnce(`temporal-test-server-${testServerVersion}`, (to) => make(to, progress), progress)
  return join(folder, 'temporal-test-server')
}

async function make(target: string, progress: Progress) {
  await mkdir(target, { recursive: true })
  const executable = join(target, 'temporal-test-server')
  progress(`Temporal test server: downloading ${testServerVersion}`)
  try {
    await downloadWithSdk('time-skipping', `v${testServerVersion}`, executable)
    return
  } catch {
    progress('Temporal test server: the download is not reachable; taking the jars by Maven (37 MB)')
  }
  await run('java', ['-version']).catch(() => {
    throw new Error(
      'Temporal test server: temporal.download is not reachable and there is no "java" on PATH to run the jars with; ' +
        'install a Java runtime 11 or newer',
    )
  })
  await run('mvn', ['-version']).catch(() => {
    throw new Error(
      'Temporal test server: temporal.download is not reachable and there is no "mvn" on PATH to fetch its jars with; install Maven',
    )
  })
  const jars = await pinnedJars()
  const lib = join(target, 'lib')
  await mkdir(lib)
  await copyWithMaven(jars, lib)
  // The folder is renamed when it is complete, so the script finds its jars beside itself.
  const script = `#!/bin/sh\nexec java -Xmx512m -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n`
  await writeFile(executable, script)
  await chmod(executable, 0o755)
  progress('Temporal test server: ready')
}

async function pinnedJars(): Promise<Jar[]> {
  const text = await readFile(join(__dirname, 'test-server', 'jars.txt'), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [sha256 = '', path = ''] = line.split(/\s+/)
      return { sha256, path }
    })
}

/** Maven knows from its own settings where this machine gets its jars. */
async function copyWithMaven(jars: readonly Jar[], lib: string) {
  const project = join(lib, 'pom.xml')
  await writeFile(
    project,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>orderly</groupId>
<artifactId>test-server</artifactId><version>1</version><dependencies><dependency><groupId>io.temporal</groupId>
<artifactId>temporal-test-server</artifactId><version>${testServerVersion}</version></dependency><dependency><groupId>org.slf4j</groupId>
<artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency></dependencies></project>`,
  )
  const fetched = join(lib, 'fetched')
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${fetched}`, '-DincludeScope=runtime']
  await run('mvn', ['-q', '-B', '-f', project, ...goal], { cwd: dirname(project), timeout: 600_000 })
  for (const jar of jars) {
    await keepIfGenuine(jar, await readFile(join(fetched, basename(jar.path))), lib)
  }
  await rm(fetched, { recursive: true })
}

async function keepIfGenuine(jar: Jar, content: Buffer, lib: string) {
  const actual = createHash('sha256').update(content).digest('hex')
  if (actual !== jar.sha256) throw new Error(`${jar.path} is not the file that was pinned: refused`)
  await writeFile(join(lib, basename(jar.path)), content)
}
