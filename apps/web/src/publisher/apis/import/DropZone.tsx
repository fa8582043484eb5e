import { FileDrop } from '../../../shared/forms/FileDrop.tsx'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { importWords } from './import-words.ts'

/** As much as the server takes. */
const mostBytes = 16 * 1024 * 1024

/** Takes one file: dropped, or chosen by the button. */
export function DropZone({
  chosen,
  onText,
}: {
  /** What is said of the file that was taken; undefined = none yet. */
  readonly chosen: string | undefined
  readonly onText: (text: string, fileName: string) => void
}) {
  const words = useWords(importWords)
  const { bytes } = useFormats()
  const messages = useMessages()
  const take = async ([file]: readonly File[]) => {
    if (file === undefined) return
    if (file.size > mostBytes) {
      const text = words('tooLarge', { name: file.name, size: bytes(file.size), most: bytes(mostBytes) })
      messages.failed(words('checkFailed'), new Error(text))
      return
    }
    onText(await file.text(), file.name)
  }
  return <FileDrop label={words('chooseFile')} chosen={chosen} onFiles={(files) => void take(files)} />
}
