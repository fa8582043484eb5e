import type { CallExplanation } from '@sluice/contracts'

const label = (name: string) => `  ${name.padEnd(9)}`

/** An explanation for a person. @param address of the pages, before the paths that lead to them */
export function explanationLines(explanation: CallExplanation, address: string): readonly string[] {
  const { requestId, timestamp, status, rule, reason, title, text, where, counter, passesAt, whatToDo } = explanation
  const { then, now } = counter ?? {}
  return [
    `Call ${requestId} of ${timestamp} was answered ${status}.`,
    '',
    title,
    ...(text === '' ? [] : [text]),
    '',
    `${label('rule')}${rule} (${reason})`,
    ...(where === null
      ? []
      : [
          `${label('written')}${where.document}${where.line === null ? '' : `, line ${where.line}, column ${where.column ?? 1}`}`,
          ...(where.href === null ? [] : [`${label('page')}${address}${where.href}`]),
        ]),
    ...(then === undefined ? [] : [`${label('then')}${then.used} of ${then.limit} ${then.unit}`]),
    ...(now === undefined || now === null ? [] : [`${label('now')}${now.used} of ${now.limit} ${now.unit}`]),
    ...(passesAt === null ? [] : [`${label('passes')}${passesAt}`]),
    ...(whatToDo.length === 0
      ? []
      : [
          '',
          'What to do:',
          ...whatToDo.flatMap((advice) => [
            `  - ${advice.text}`,
            ...(advice.href === undefined ? [] : [`    ${address}${advice.href}`]),
          ]),
        ]),
  ]
}
