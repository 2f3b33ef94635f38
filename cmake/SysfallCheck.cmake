# sysfall_add_check(TARGET [OPTIONS option…])
# Adds a target TARGET_sysfall that scans TARGET's sources with the flags of its build, fails on findings, and leaves out
# what has not changed. It sets CMAKE_EXPORT_COMPILE_COMMANDS for what is made after it is included: include it first.
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
find_program(SYSFALL_PROGRAM sysfall)

function(sysfall_add_check target)
  cmake_parse_arguments(ARG "" "" "OPTIONS" ${ARGN})
  if(NOT SYSFALL_PROGRAM)
    message(WARNING "sysfall_add_check(${target}): sysfall is not installed, nothing will be checked")
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  set(files)
  foreach(source ${sources})
    if(NOT source MATCHES "\\$<")
      cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${folder})
      list(APPEND files ${source})
    endif()
  endforeach()
  add_custom_target(${target}_sysfall
    COMMAND ${SYSFALL_PROGRAM} scan -p ${CMAKE_BINARY_DIR} --db ${CMAKE_BINARY_DIR}/sysfall.db ${ARG_OPTIONS} ${files}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMENT "sysfall: ${target}" VERBATIM)
endfunction()
