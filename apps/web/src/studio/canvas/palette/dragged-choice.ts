import type { ModuleChoice } from './module-choices.ts'

const kind = 'application/x-sluice-module'

/** Puts what is dragged out of the palette where the canvas finds it. */
export function putDragged(transfer: DataTransfer, choice: ModuleChoice): void {
  transfer.effectAllowed = 'copy'
  transfer.setData(kind, JSON.stringify(choice))
  transfer.setData('text/plain', choice.title)
}

export function readDragged(transfer: DataTransfer): ModuleChoice | undefined {
  const text = transfer.getData(kind)
  return text === '' ? undefined : (JSON.parse(text) as ModuleChoice)
}
