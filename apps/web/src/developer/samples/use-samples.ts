import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { send } from '../../shared/api-client/send.ts'
import { type PreparedSample, prepareSample, type SampleSource } from './sample-source.ts'

export interface Sample {
  /** Of the language: `csharp`. */
  readonly id: string
  readonly title: string
  readonly text: string
}

const pauseMs = 300
const keptMs = 60_000

async function loadSamples({ call, finish }: PreparedSample, signal?: AbortSignal): Promise<readonly Sample[]> {
  const { body } = await send<{ readonly languages: readonly Sample[] }>('/api/samples', {
    method: 'POST',
    body: call,
    isAnonymous: true,
    ...(signal === undefined ? {} : { signal }),
  })
  return body.languages.map((sample) => ({ ...sample, text: finish(sample.text) }))
}

/** The samples of a call with its secrets masked, a moment after the last change of it. */
export function useSamples(source: SampleSource) {
  const settled = useSettled(source)
  const masked = prepareSample(settled, 'masked')
  return useQuery({
    queryKey: ['samples', masked.call],
    queryFn: ({ signal }) => loadSamples(masked, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: keptMs,
  })
}

/** One sample as it can be run. */
export async function loadRealSample(source: SampleSource, language: string): Promise<string> {
  const samples = await loadSamples(prepareSample(source, 'real'))
  return samples.find(({ id }) => id === language)?.text ?? ''
}

function useSettled(source: SampleSource): SampleSource {
  const [settled, setSettled] = useState(source)
  const text = JSON.stringify(source)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as SampleSource), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
