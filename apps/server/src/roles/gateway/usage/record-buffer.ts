/** Records that a worker hands on in groups, because a message for each would cost more than the record. */
export interface RecordBuffer {
  /** @returns false = there is no room until the next group is handed on */
  add(record: string): boolean
  /** Hands on what there is, now. */
  flush(): void
}

const intervalMs = 200
/** Between two groups. */
const maxBytes = 1_048_576

export function createRecordBuffer(handOn: (records: readonly string[]) => void): RecordBuffer {
  let records: string[] = []
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (records.length === 0) return
    handOn(records)
    records = []
    bytes = 0
  }
  return {
    add(record) {
      if (bytes + record.length > maxBytes) return false
      records.push(record)
      bytes += record.length
      // Nobody stays for its sake: whoever ends hands on what is left.
      timer ??= setTimeout(flush, intervalMs).unref()
      return true
    },
    flush,
  }
}
