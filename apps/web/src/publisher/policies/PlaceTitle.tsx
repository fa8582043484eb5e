import { useService } from '../../shared/api-client/service.ts'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { policiesWords } from './policies-words.ts'
import { hrefOfPlace, type PolicyPlace } from './policy-scope.ts'

/** What the document stands at, with the way there. */
export function PlaceTitle({ place }: { readonly place: PolicyPlace }) {
  const words = useWords(policiesWords)
  const service = useService()
  const { data } = useResource<{ readonly displayName: string }>(
    place.path === '' ? undefined : `${service.id}${place.path}`,
  )
  if (place.scope === 'global') return <h2>{words('scope-global')}</h2>
  return (
    <h2>
      {words(`scope-${place.scope}`)}{' '}
      <TextLink href={hrefOfPlace(service.name, place)} isName>
        {data?.properties.displayName ?? place.path}
      </TextLink>
    </h2>
  )
}
