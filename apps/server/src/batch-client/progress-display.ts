import type { CommandContext } from '../commands/command-context.ts'

/** Where a command shows how far it is. */
export interface ProgressDisplay {
  /** @param line what a person reads; @param event the same for a program */
  show(line: (columns: number) => string, event: object): void
  /** Something that stays to be read. */
  tell(line: string, event: object): void
  /** Ends the line that is being rewritten. */
  end(): void
}

/** Between two lines that say how far something is, where lines stay. */
const pauseMs = 5000

/** A line that is rewritten at a terminal, plain lines elsewhere, and with `json` one object a line. */
export function createProgressDisplay(
  { print, note, terminal }: CommandContext,
  { json, now }: { readonly json: boolean; readonly now: () => number },
): ProgressDisplay {
  let isOpen = false
  let shownAt = Number.NEGATIVE_INFINITY
  let last = ''
  const end = () => {
    if (isOpen) terminal?.write('\n')
    isOpen = false
  }
  const showLine = (line: (columns: number) => string) => {
    if (terminal?.isInteractive === true) {
      // The last column stays free: a terminal would go on to the next line.
      terminal.write(`\r\u001b[2K${line(terminal.columns - 1)}`)
      isOpen = true
      return
    }
    if (now() - shownAt < pauseMs) return
    shownAt = now()
    note(line(1000))
  }
  return {
    show(line, event) {
      if (!json) return showLine(line)
      const text = JSON.stringify(event)
      if (text !== last) print(text)
      last = text
    },
    tell(line, event) {
      end()
      if (json) print(JSON.stringify(event))
      else note(line)
    },
    end,
  }
}
