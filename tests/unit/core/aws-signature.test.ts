import { describe, expect, test } from 'vitest';
import { signatureProblem } from '../../support/aws-signature.ts';

// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const keys = { AKIAIOSFODNN7EXAMPLE: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const request = (
  method: string,
  target: string,
  signature: string,
  more: Record<string, string> = {},
  body = '',
) => {
  const headers: Record<string, string> = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': nothing,
    'x-amz-date': '20130524T000000Z',
    ...more,
  };
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${Object.keys(headers).sort().join(';')},Signature=${signature}`;
  return { method, target, headers: { ...headers, authorization }, body: Buffer.from(body) };
};
const read = request('GET', '/test.txt', 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41', {
  range: 'bytes=0-9',
});

describe('the published examples are signed rightly', () => {
  test.each([
    ['GET object', read],
    [
      'PUT object',
      request(
        'PUT',
        '/test%24file.text',
        '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
        {
          date: 'Fri, 24 May 2013 00:00:00 GMT',
          'x-amz-storage-class': 'REDUCED_REDUNDANCY',
          'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        },
        'Welcome to Amazon S3.',
      ),
    ],
    [
      'GET bucket lifecycle',
      request('GET', '/?lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'),
    ],
    [
      'list objects',
      request(
        'GET',
        '/?max-keys=2&prefix=J',
        '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      ),
    ],
  ])('%s', (_, signed) => {
    expect(signatureProblem(signed, keys)).toBeNull();
  });
});

test('another method, path, header, body, key or none is no signature', () => {
  expect(signatureProblem({ ...read, method: 'DELETE' }, keys)).toBe('SignatureDoesNotMatch');
  expect(signatureProblem({ ...read, target: '/other.txt' }, keys)).toBe('SignatureDoesNotMatch');
  const otherRange = { ...read, headers: { ...read.headers, range: 'bytes=0-99' } };
  expect(signatureProblem(otherRange, keys)).toBe('SignatureDoesNotMatch');
  expect(signatureProblem({ ...read, body: Buffer.from('x') }, keys)).toBe('XAmzContentSHA256Mismatch');
  expect(signatureProblem(read, { AKIAIOSFODNN7EXAMPLE: 'another' })).toBe('SignatureDoesNotMatch');
  expect(signatureProblem(read, {})).toBe('InvalidAccessKeyId');
  expect(signatureProblem({ ...read, headers: {} }, keys)).toBe('AccessDenied');
  const unsigned = { ...read, headers: { ...read.headers, 'x-amz-acl': 'public-read' } };
  expect(signatureProblem(unsigned, keys)).toBe('AccessDenied');
});
