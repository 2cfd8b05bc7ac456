import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';

// Keys are Ed25519, as the body of their PEM: base64 of PKCS #8 for a private one, of SubjectPublicKeyInfo for a public one.

export function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

const privateKeyOf = (key: string) =>
  createPrivateKey({ key: Buffer.from(key, 'base64'), type: 'pkcs8', format: 'der' });

export function publicKeyOf(privateKey: string): string {
  return createPublicKey(privateKeyOf(privateKey)).export({ type: 'spki', format: 'der' }).toString('base64');
}

/** SHA-256 of a public key, in lower-case hex: short enough to be compared by eye. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
}

/** In base64. */
export function signText(privateKey: string, text: string): string {
  return sign(null, Buffer.from(text), privateKeyOf(privateKey)).toString('base64');
}

/** False, too, where the key or the signature is none. */
export function isSigned(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
