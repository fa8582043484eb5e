import { parentPort } from 'node:worker_threads'
import { answerXmlChecks } from './answer-xml-checks.ts'

if (parentPort !== null) await answerXmlChecks(parentPort)
