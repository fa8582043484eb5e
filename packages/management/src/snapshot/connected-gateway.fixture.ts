import { type GatewayAnswer, type GatewayQuestionLine, gatewayAnswersPath, snapshotStreamPath } from '@sluice/contracts'
import { expect } from 'vitest'
import type { startManagement } from '../management.fixture.ts'

type Started = Awaited<ReturnType<typeof startManagement>>

/** A gateway that answers each question with what `answerOf` says; undefined = not at all. */
export async function connectGateway(
  { fetchRaw, tokens }: Started,
  answerOf: (question: GatewayQuestionLine['question']) => GatewayAnswer | undefined,
) {
  const bearer = `Bearer ${await tokens.issue({ subject: 'gateway', role: 'internal' }, 60)}`
  const stream = await fetchRaw(snapshotStreamPath, { headers: { Authorization: bearer } })
  const asked: GatewayQuestionLine['question'][] = []
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  const follow = async () => {
    let text = ''
    for (;;) {
      const read = await reader?.read()
      if (read === undefined || read.done) return
      const lines = (text + read.value).split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        const message = JSON.parse(line) as GatewayQuestionLine
        if (message.type !== 'question') continue
        asked.push(message.question)
        const answer = answerOf(message.question)
        if (answer === undefined) continue
        const init = { method: 'POST', headers: { Authorization: bearer }, body: JSON.stringify(answer) }
        expect((await fetchRaw(`${gatewayAnswersPath}/${message.id}`, init)).status).toBe(204)
      }
    }
  }
  const following = follow()
  return {
    asked,
    async stop() {
      await reader?.cancel()
      await following
    },
  }
}
