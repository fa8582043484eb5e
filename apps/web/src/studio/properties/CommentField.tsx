import { Field, Textarea } from '@fluentui/react-components'
import { useWords } from '../../shared/languages/words.ts'
import { propertiesWords } from './properties-words.ts'

const longest = 1000

/** What somebody wants to say of the module. */
export function CommentField({
  comment,
  isReadOnly,
  onComment,
}: {
  readonly comment: string | undefined
  readonly isReadOnly: boolean
  readonly onComment: (comment: string | undefined) => void
}) {
  const words = useWords(propertiesWords)
  return (
    <Field label={words('comment')} hint={words('commentHint')}>
      <Textarea
        value={comment ?? ''}
        maxLength={longest}
        disabled={isReadOnly}
        resize="vertical"
        textarea={{ rows: 2, translate: 'no' }}
        onChange={(_, { value }) => onComment(value === '' ? undefined : value)}
      />
    </Field>
  )
}
