/*
 * TensorFlow's libraries log a line while they are loaded, before they have read how much they are to log. They ask
 * this function for it, which the loader finds here before their own.
 */
#include <cstdlib>

#include "absl/base/log_severity.h"
#include "absl/log/globals.h"

namespace absl {
ABSL_NAMESPACE_BEGIN

LogSeverityAtLeast MinLogLevel() {
  const char* level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  return static_cast<LogSeverityAtLeast>(level == nullptr ? 0 : std::atoi(level));
}

ABSL_NAMESPACE_END
}  // namespace absl
