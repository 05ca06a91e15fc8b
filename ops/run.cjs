// npm run ops, drills, bench: a program of ours on a machine that has only Node. Plain Node until the dependencies are there.
const path = require('node:path')
const { ensureDependencies, root } = require('./dependencies.cjs')

ensureDependencies()
const [program] = process.argv.splice(2, 1)
require('tsx/cjs')
require(path.join(root, program))
