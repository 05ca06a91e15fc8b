import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const root = join(__dirname, '..', '..')

/** A module of ours and all that it needs at run time. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, kind, path] of readFileSync(file, 'utf8').matchAll(/^import (type )?[^'"]*['"](\.[^'"]+)['"]/gm)) {
    if (kind === undefined && path !== undefined) withImports(`${join(dirname(file), path)}.ts`, seen)
  }
  return seen
}

const files = [...withImports(join(root, 'workflows', 'preloaded.ts'))].map((file) => relative(root, file))

test('what all runs of a worker share keeps nothing: no variable, no collection that could grow', () => {
  expect(files).toEqual(expect.arrayContaining(['domain/subscription-times.ts', 'domain/ids.ts']))
  expect(files.filter((file) => !file.startsWith('domain/'))).toEqual(['workflows/preloaded.ts'])
  const keeping = files.filter((file) =>
    /^(?:export )?(?:let |var |const \w+[^=\n]*= new (?:Map|Set|WeakMap|WeakSet)\b)/m.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  )
  expect(keeping).toEqual([])
})

test('the production build compiles it, although nothing imports it', () => {
  const { files: built } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')) as { files: string[] }
  expect(built).toEqual(expect.arrayContaining(['workflows/index.ts', 'workflows/preloaded.ts']))
})
