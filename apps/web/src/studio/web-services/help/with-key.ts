/** What stands in samples where the key belongs. */
export const placeholder = 'abc123'

/** A sample with a key in the place of the first `abc123`; others are in comments that tell what to replace. */
export const withKey = (sample: string, key: string): string => sample.replace(placeholder, () => key)
