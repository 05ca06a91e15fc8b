// npm start: everything, on a machine that has only Node. Plain Node until the dependencies are there.
const { ensureDependencies } = require('./dependencies.cjs')
const { whenOrphaned } = require('./orphan-watch.cjs')

ensureDependencies()
whenOrphaned(() => process.kill(process.pid, 'SIGTERM'))
require('tsx/cjs')
require('./local-stack.ts')
