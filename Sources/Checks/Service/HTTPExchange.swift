import CLateCurl
import Foundation
import FoundationNetworking
import Locks

/// One request and its answer, without cookies, caches, proxies or redirections, and bounded.
final class HTTPExchange: NSObject, URLSessionDataDelegate {
  /// The answer is longer than is read.
  struct TooLong: LocalizedError {
    let limit: Int
    var errorDescription: String? { "its answer is over \(limit >> 10) KiB" }
  }

  /// What answered isn't HTTP.
  struct NoHTTP: LocalizedError {
    var errorDescription: String? { "what answers isn't HTTP" }
  }

  /// The library that speaks HTTP isn't there.
  struct NoLibrary: LocalizedError {
    let reason: String
    var errorDescription: String? {
      "no HTTP without libcurl, which can't be loaded (\(reason)); install it"
    }
  }

  private struct State {
    var body = Data()
    var isTooLong = false
    var continuation: CheckedContinuation<(HTTPURLResponse, Data), any Error>?
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) {
    self.limit = limit
  }

  func run(_ request: URLRequest) async throws -> (HTTPURLResponse, Data) {
    if let reason = edgesync_load_curl() { throw NoLibrary(reason: String(cString: reason)) }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.connectionProxyDictionary = [:]
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    let task = session.dataTask(with: request)
    defer { session.finishTasksAndInvalidate() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        state.withLock { $0.continuation = continuation }
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      if state.body.count + data.count > limit {
        state.isTooLong = true
      } else {
        state.body += data
      }
      return state.isTooLong
    }
    if isTooLong { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    let (continuation, body, isTooLong) = state.withLock { state in
      defer { state.continuation = nil }
      return (state.continuation, state.body, state.isTooLong)
    }
    if isTooLong {
      continuation?.resume(throwing: TooLong(limit: limit))
    } else if let error {
      continuation?.resume(throwing: error)
    } else if let response = task.response as? HTTPURLResponse {
      continuation?.resume(returning: (response, body))
    } else {
      continuation?.resume(throwing: NoHTTP())
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
