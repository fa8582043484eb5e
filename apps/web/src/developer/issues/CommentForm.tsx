import { useLocation } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import * as z from 'zod'
import { TextAreaField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { translate, useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { useDeveloperChange } from '../use-developer-change.ts'
import { useOwnUser } from '../use-own-user.ts'
import { usePortal } from '../use-portal.ts'
import { toIssuePath } from './issue-queries.ts'
import { issueWords } from './issue-words.ts'

const nothing = { text: '' }

/** A new comment on an issue. */
export function CommentForm({ api, issue }: { readonly api: string; readonly issue: string }) {
  const words = useWords(issueWords)
  const messages = useMessages()
  const { service } = usePortal()
  const { href } = useLocation()
  const userId = useOwnUser(service)
  const change = useDeveloperChange(service)
  const [count, setCount] = useState(0)
  const schema = useMemo(
    () =>
      z.object({
        text: z
          .string()
          .trim()
          .min(1, { error: () => translate(issueWords, 'commentNeeded') }),
      }),
    [],
  )
  if (userId === null) {
    return (
      <LinkButton to="/sign-in" search={{ service, returnTo: href }}>
        {words('signInToComment')}
      </LinkButton>
    )
  }
  return (
    <ResourceForm
      key={count}
      schema={schema}
      saved={nothing}
      draftName={`comment.${issue}`}
      submitLabel={words('addComment')}
      onSave={({ text }) =>
        change.mutateAsync({
          path: `${toIssuePath(api, issue)}/comments/${crypto.randomUUID()}`,
          method: 'PUT',
          properties: { text: text.trim() },
        })
      }
      onSaved={() => {
        messages.done(words('commented'))
        // An empty field for the next one.
        setCount((former) => former + 1)
      }}
    >
      {({ control }) => <TextAreaField control={control} name="text" label={words('comment')} isRequired />}
    </ResourceForm>
  )
}
