// Checks bodies in XML for a gateway worker: a thread of its own, since a schema decides how long a check takes.
import { parentPort } from 'node:worker_threads'
import { answerXmlChecks } from '@sluice/gateway/xml-checks'

if (parentPort === null) throw new Error('This file is started as a thread.')
await answerXmlChecks(parentPort)
